export { createIssuer, createVerifier, type IssueIdentity, type VerifyIdentity } from './token.ts';
export { maySee, parseIdentity, type Identity, type Role } from './identity.ts';
