"""In step with a customer system (CRM): companies and people by the numbers they have there, and what they say here."""
