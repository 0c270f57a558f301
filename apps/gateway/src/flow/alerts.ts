import type { Alert, AlertCommand, AlertDetail, AlertVerb, Condition, Handling } from '@xiaomai/gateway-api/alert';
import type { ExportedAlert } from '@xiaomai/gateway-api/export';
import type { Language } from '@xiaomai/gateway-api/language';
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
  readonly language: Language;
};

/** A person's command on the alert as seen. */
export type Act = {
  readonly id: string;
  readonly verb: AlertVerb;
  readonly ifMatch: number;
  readonly command: AlertCommand;
  readonly language: Language;
};

/** The alerts, as `alert` keeps them. */
export type Alerts = {
  readonly list: (token: string, filter: AlertFilter) => Promise<List<Alert>>;
  readonly get: (token: string, id: string, language: Language) => Promise<AlertDetail | undefined>;
  readonly act: (token: string, act: Act) => Promise<AlertDetail | undefined>;
  readonly all: (token: string) => AsyncIterable<ExportedAlert>;
  readonly stop: () => void;
};
