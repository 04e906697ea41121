"""Signing in through the firm's identity provider by SAML 2.0: allauth's way in, python3-saml's reading of the XML.

What both leave open is closed here: the assertion itself has to be signed, name us as its audience, be made out to
exactly our address and for a question that this browser asked, and count once. Who it is, is the pair of the
provider's entity id and a subject that stays: a persistent NameID, or the attribute that is configured.

Tried against a provider that the tests play (good and forged answers), not against a product of another house.
Encrypted assertions, signed questions, signing out over there and sign-ins that begin there are not taken.
"""
