"""Signing in through the firm's OpenID Connect provider: allauth's flow, with what it leaves out.

Left out there, done here: a nonce that ties the token to this browser, the signature of the token, exactly the issuer
that was configured, the same subject in the token and from the user-info address, and an identity that is the pair of
issuer and subject and not the subject alone.
"""
