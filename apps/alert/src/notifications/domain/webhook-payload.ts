import type { Change } from './change.ts';
import { fingerprint, type Labels } from './fingerprint.ts';
import type { Notification } from './notification.ts';
import { changeUrl, kindWords, sentenceOf, severityWords, shanghaiTime } from './wording.ts';

type WebhookAlert = {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
};

/** Version 4 of Alertmanager's webhook, as its receivers know it. */
export type WebhookPayload = {
  readonly version: '4';
  readonly groupKey: string;
  readonly truncatedAlerts: number;
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly commonAnnotations: Labels;
  readonly externalURL: string;
  readonly alerts: readonly WebhookAlert[];
};

const notYet = '0001-01-01T00:00:00Z';
const reminderMs = 86_400_000;

const statusOf = ({ kind, condition }: Change): 'firing' | 'resolved' =>
  kind === 'closed' || condition === 'resolved' ? 'resolved' : 'firing';

function labelsOf(change: Change, district: string): Labels {
  const { indicator, orgUnit, orgName, severity, pack } = change;
  return { alertname: indicator, district, org_name: orgName, org_unit: orgUnit, pack, severity };
}

function annotationsOf(change: Change): Labels {
  const { zh } = kindWords[change.kind];
  const deadline = `${change.kind === 'reminded' ? '报送' : '整改'}期限 ${shanghaiTime(change.deadline)}`;
  return {
    summary: `【${zh}】${sentenceOf(change)}`,
    description: [severityWords[change.severity], change.pathNames.join(' › '), change.note, deadline]
      .filter(Boolean)
      .join('；'),
    alert_id: change.alertId,
    change: change.kind,
    period: change.period,
  };
}

// A reminder is over by itself: nothing will resolve it.
function endOf(change: Change): string {
  if (change.kind === 'reminded') return new Date(change.at + reminderMs).toISOString();
  return statusOf(change) === 'resolved' ? new Date(change.resolvedAt || change.at).toISOString() : notYet;
}

function alertOf(change: Change, district: string, publicUrl: string): WebhookAlert {
  const labels = labelsOf(change, district);
  const status = statusOf(change);
  return {
    status,
    labels,
    annotations: annotationsOf(change),
    startsAt: new Date(change.openedAt).toISOString(),
    endsAt: endOf(change),
    generatorURL: changeUrl(publicUrl, change),
    fingerprint: fingerprint(labels),
  };
}

function common(all: readonly Labels[]): Labels {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((labels) => labels[name] === value)),
  );
}

/** The webhook of a notification: an entry per change, in the order in which they happened. */
export function webhookOf({ receiver, group, changes }: Notification, publicUrl: string): WebhookPayload {
  const alerts = [...changes].sort((a, b) => a.at - b.at).map((change) => alertOf(change, group.district, publicUrl));
  return {
    version: '4',
    groupKey: `{}:{district="${group.district}", pack="${group.pack}"}`,
    truncatedAlerts: 0,
    receiver,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    groupLabels: { district: group.district, pack: group.pack },
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: publicUrl,
    alerts,
  };
}
