"""What a start would meet, as lines with their lights."""
