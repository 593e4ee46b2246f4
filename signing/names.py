"""The object identifiers that signatures and certificates are made of, by the names of their standards."""

from typing import Final

# RFC 5652, RFC 5035: messages and signed attributes
ID_DATA: Final = "1.2.840.113549.1.7.1"
ID_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE: Final = "1.2.840.113549.1.9.16.2.12"
SIGNING_CERTIFICATE_V2: Final = "1.2.840.113549.1.9.16.2.47"

# digests
SHA256: Final = "2.16.840.1.101.3.4.2.1"
SHA384: Final = "2.16.840.1.101.3.4.2.2"
SHA512: Final = "2.16.840.1.101.3.4.2.3"
GOST34311: Final = "1.2.804.2.1.1.1.1.2.1"
KUPYNA256: Final = "1.2.804.2.1.1.1.1.2.2.1"
KUPYNA384: Final = "1.2.804.2.1.1.1.1.2.2.2"
KUPYNA512: Final = "1.2.804.2.1.1.1.1.2.2.3"

# keys and signatures
EC_PUBLIC_KEY: Final = "1.2.840.10045.2.1"
P256: Final = "1.2.840.10045.3.1.7"
ECDSA_SHA256: Final = "1.2.840.10045.4.3.2"
RSA: Final = "1.2.840.113549.1.1.1"
MGF1: Final = "1.2.840.113549.1.1.8"
RSA_PSS: Final = "1.2.840.113549.1.1.10"
RSA_SHA256: Final = "1.2.840.113549.1.1.11"
RSA_SHA384: Final = "1.2.840.113549.1.1.12"
RSA_SHA512: Final = "1.2.840.113549.1.1.13"
DSTU_GOST: Final = "1.2.804.2.1.1.1.1.3.1.1"
DSTU_KUPYNA256: Final = "1.2.804.2.1.1.1.1.3.6.1.1"
DSTU_KUPYNA384: Final = "1.2.804.2.1.1.1.1.3.6.2.1"
DSTU_KUPYNA512: Final = "1.2.804.2.1.1.1.1.3.6.3.1"

# RFC 5280: extensions
SUBJECT_DIRECTORY_ATTRIBUTES: Final = "2.5.29.9"
SUBJECT_KEY_IDENTIFIER: Final = "2.5.29.14"
KEY_USAGE: Final = "2.5.29.15"
BASIC_CONSTRAINTS: Final = "2.5.29.19"
CERTIFICATE_POLICIES: Final = "2.5.29.32"
EXTENDED_KEY_USAGE: Final = "2.5.29.37"
QC_STATEMENTS: Final = "1.3.6.1.5.5.7.1.3"

# purposes of keys
EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
TIME_STAMPING: Final = "1.3.6.1.5.5.7.3.8"
OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"
SEAL: Final = "1.2.804.2.1.1.1.3.9"
QC_TYPE: Final = "0.4.0.1862.1.6"
QC_TYPE_SEAL: Final = "0.4.0.1862.1.6.2"

# X.520, ETSI EN 319 412-1 and the Ukrainian profile: whose certificate it is
COMMON_NAME: Final = "2.5.4.3"
SURNAME: Final = "2.5.4.4"
SERIAL_NUMBER: Final = "2.5.4.5"
COUNTRY: Final = "2.5.4.6"
ORGANIZATION: Final = "2.5.4.10"
GIVEN_NAME: Final = "2.5.4.42"
ORGANIZATION_IDENTIFIER: Final = "2.5.4.97"
TAX_NUMBER: Final = "1.2.804.2.1.1.1.11.1.4.1.1"
EDRPOU: Final = "1.2.804.2.1.1.1.11.1.4.2.1"
