"""The doors through which residents speak: one package a channel, each with its form."""

from app.channels import complaints, corruption, eservice, water

BLUEPRINTS = (complaints.bp, corruption.bp, eservice.bp, water.bp)
