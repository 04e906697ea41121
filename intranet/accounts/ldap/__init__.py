"""Signing in with the name and the password of the firm's LDAP directory, Active Directory among them.

Somebody types both on a page of ours; the entry is looked up, and the directory is asked to let the person in with
that password (a bind), over TLS. Nothing of the password is kept. Who it is, is the pair of the directory (address and
base) and the attribute that never changes, ``entryUUID`` or ``objectGUID``. Then the same road as everybody who comes
through the firm: ``actions.arrive``.

The rules are tried in the tests against a directory that the tests play, and the whole once, by hand, against OpenLDAP
(slapd 2.5, on loopback); not against Active Directory.
"""
