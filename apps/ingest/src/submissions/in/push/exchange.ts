import type { IncomingMessage, ServerResponse } from 'node:http';
import { maySee, type Identity, type IssueIdentity } from '@xiaomai/identity';
import type { PushRequest } from '../../flow/pushing.ts';
import type { MoreHeaders } from '../http/answer.ts';
import type { PushOptions } from '../http/push-options.ts';

/** A request and the answer to it. */
export type Exchange = { readonly incoming: IncomingMessage; readonly response: ServerResponse };

/** What is asked, and by whom. */
export type Asked = {
  readonly options: PushOptions;
  readonly request: PushRequest;
  /** The digest of the body stands in a signature. */
  readonly signed?: boolean;
  /** Whether the sender would still be let in: asked now and then while a request goes on. */
  readonly stillValid?: () => Promise<boolean>;
};

/** Handles one request to its end; rejects when something is broken. */
export type HandleRequest = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The header that says which preference was heard. */
export const appliedOf = ({ waitSeconds }: PushOptions): MoreHeaders =>
  waitSeconds === undefined ? [] : ['Preference-Applied', `wait=${String(waitSeconds)}`];

/** A push as the acceptance takes it. */
export const requestOf = (caller: Identity, options: PushOptions, issue: IssueIdentity): PushRequest => ({
  pusher: { maySee: (path) => maySee(caller, path), datasets: caller.datasets },
  by: caller.subject,
  token: () => issue(caller),
  idempotencyKey: options.idempotencyKey,
  mark: options.idempotencyKey === '' ? '' : `${caller.role}|${caller.subject}|${options.idempotencyKey}`,
  again: false,
  waitMs: (options.waitSeconds ?? 0) * 1_000,
  language: options.language,
});
