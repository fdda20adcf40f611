"""What the overview and the big screen are composed of: sentences, what needs attention, cards, their status."""
