"""The mistakes of any exercise whose answers are arrays."""
