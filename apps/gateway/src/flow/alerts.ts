import type { Alert, AlertCommand, AlertDetail, AlertVerb, Condition, Handling } from '@xiaomai/gateway-api/alert';
import type { ExportedAlert } from '@xiaomai/gateway-api/export';
import type { List } from '@xiaomai/gateway-api/list';
import type { Severity } from '@xiaomai/gateway-api/scalar';

/** Which alerts. */
export type AlertFilter = {
  readonly orgUnit?: string | undefined;
  readonly conditions: readonly Condition[];
  readonly handlings: readonly Handling[];
  readonly severities: readonly Severity[];
  readonly indicator?: string | undefined;
  readonly assignee?: string | undefined;
  readonly overdue: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A person's command on the alert as seen. */
export type Act = {
  readonly id: string;
  readonly verb: AlertVerb;
  readonly ifMatch: number;
  readonly command: AlertCommand;
};

/** The alerts, as `alert` keeps them. */
export type Alerts = {
  readonly list: (token: string, filter: AlertFilter) => Promise<List<Alert>>;
  readonly get: (token: string, id: string) => Promise<AlertDetail | undefined>;
  readonly act: (token: string, act: Act) => Promise<AlertDetail | undefined>;
  readonly all: (token: string) => AsyncIterable<ExportedAlert>;
  readonly stop: () => void;
};
