"""What things cost here, measured side by side. Not part of the product and of no test."""
