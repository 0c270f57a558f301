import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Dataset } from '@xiaomai/gateway-api/catalogue';
import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { PeriodDecision } from '@xiaomai/gateway-api/period';
import { Alert, App, Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { errorText } from '../api/error-text.ts';
import { useCaller } from '../api/use-reading.ts';
import { decideOnPeriod } from '../api/writing.ts';
import { instantText } from '../format/instants.ts';
import { useSession } from '../session/session-context.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';

type Props = {
  readonly unit: OrgUnitDetail;
  readonly period: string;
  readonly dataset: Dataset;
  /** The decision that counts here, if anything was decided. */
  readonly standing: PeriodDecision | undefined;
};

type Fields = { readonly reason: string };

function useDecide({ unit, period, dataset }: Props, onDone: () => void) {
  const { say } = useWords();
  const caller = useCaller();
  const client = useQueryClient();
  const { message } = App.useApp();
  const reload = (): Promise<void> => client.invalidateQueries({ queryKey: ['datasets'] });
  return useMutation({
    mutationFn: (order: { readonly verb: 'close' | 'reopen'; readonly reason: string }) =>
      decideOnPeriod(caller, { ...order, dataset: dataset.id, period, orgUnit: unit.id }),
    onSuccess: async (_, { verb }) => {
      void message.success(say(`periods.done-${verb}`));
      onDone();
      await reload();
    },
    onError: reload,
  });
}

function Order(props: Props & { readonly verb: 'close' | 'reopen' }): ReactNode {
  const { say, lang } = useWords();
  const [form] = Form.useForm<Fields>();
  const decide = useDecide(props, () => form.resetFields());
  const { verb } = props;
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ reason }) => decide.mutate({ verb, reason: reason.trim() })}
    >
      {verb === 'close' ? (
        <p className="soft">{say('periods.closed-note', { scope: nameIn(props.unit, lang) })}</p>
      ) : null}
      <Form.Item
        name="reason"
        label={say('periods.reason')}
        rules={[{ required: true, whitespace: true, message: say('periods.reason') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {decide.error === null ? null : (
        <Alert type="warning" showIcon role="alert" title={errorText(decide.error, say)} />
      )}
      <Button type="primary" danger={verb === 'close'} htmlType="submit" loading={decide.isPending}>
        {say(`periods.${verb}`)}
      </Button>
    </Form>
  );
}

/** Whether the period takes submissions here, and the way to decide on it, with a reason. */
export function DecidePeriod(props: Props): ReactNode {
  const { say } = useWords();
  const { me } = useSession();
  const { standing } = props;
  const isClosed = standing?.kind === 'closed';
  const mayDecide = me.role === 'staff' || me.role === 'admin';
  return (
    <section aria-label={say('due.state')}>
      <p>
        <strong>{say(isClosed ? 'periods.closed' : 'periods.open')}</strong>
      </p>
      {isClosed ? (
        <p className="soft">
          {say('due.closed-by', { time: instantText(standing.at), by: standing.by, reason: standing.reason })}
        </p>
      ) : null}
      {mayDecide ? (
        <Order {...props} verb={isClosed ? 'reopen' : 'close'} />
      ) : (
        <p className="soft">{say('alert.read-only')}</p>
      )}
    </section>
  );
}
