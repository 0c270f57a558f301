// fires: house/wire-types house/layers
import '../out/writes-in.mongo.ts';
export type { SubmissionAccepted } from '@xiaomai/contracts/submission';
