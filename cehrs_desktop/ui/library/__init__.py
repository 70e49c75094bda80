"""The Library: all cards, the primers of the topics, the glossary; cards in and out."""
