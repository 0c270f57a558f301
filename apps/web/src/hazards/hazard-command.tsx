import type { Hazard, HazardCommand, HazardVerb } from '@xiaomai/gateway-api/hazard';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';
import { needsHazardNote } from './hazard-verbs.ts';

type Fields = { readonly note?: string; readonly links?: string };

type Props = {
  readonly hazard: Hazard;
  readonly verb: HazardVerb;
  readonly isSending: boolean;
  readonly onSend: (command: HazardCommand) => void;
  readonly onCancel: () => void;
};

const lines = (text = ''): string[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

function commandOf({ note = '', links }: Fields): HazardCommand {
  const found = lines(links);
  return { ...(note.trim() === '' ? {} : { note: note.trim() }), ...(found.length === 0 ? {} : { links: found }) };
}

function Links({ isRequired }: { readonly isRequired: boolean }): ReactNode {
  const { say } = useWords();
  const label = say(isRequired ? 'hazards.links-required' : 'hazards.links');
  return (
    <Form.Item name="links" label={label} rules={[{ required: isRequired, whitespace: true, message: label }]}>
      <Input.TextArea rows={2} />
    </Form.Item>
  );
}

/** What a verb needs to be told. */
export function HazardCommandForm({ hazard, verb, isSending, onSend, onCancel }: Props): ReactNode {
  const { say } = useWords();
  const required = needsHazardNote(verb);
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      className="command-form"
      onFinish={(fields) => onSend(commandOf(fields))}
    >
      <Form.Item
        name="note"
        label={say(required ? 'hazards.note-required' : 'hazards.note')}
        rules={[{ required, whitespace: true, message: say('hazards.note-required') }]}
      >
        <Input.TextArea rows={2} maxLength={2000} autoFocus />
      </Form.Item>
      {verb === 'rectify' ? <Links isRequired={hazard.severity === 'major'} /> : null}
      <div className="command-buttons">
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say(`hazard-verb.${verb}`)}
        </Button>
        <Button onClick={onCancel}>{say('alert.cancel')}</Button>
      </div>
    </Form>
  );
}
