"""What every door shares: guards, errors, headers, words, the clock on the wall."""
