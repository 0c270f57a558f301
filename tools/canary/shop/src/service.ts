// fires: none
export type { SubmissionAccepted } from '@xiaomai/contracts/submission';
export const service = 1;
