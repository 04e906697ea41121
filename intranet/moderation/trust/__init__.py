"""How far the house trusts a customer: a level from newcomer to guide, earned by what one does, and what it allows."""
