"""The mistakes of any exercise whose answers are expressions or exact numbers."""
