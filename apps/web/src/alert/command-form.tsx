import type { AlertCommand, AlertVerb } from '@xiaomai/gateway-api/alert';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';

type Fields = { readonly note?: string; readonly assignee?: string; readonly links?: string };

type Props = {
  readonly verb: AlertVerb;
  readonly noteRequired: boolean;
  readonly isSending: boolean;
  readonly onSend: (command: AlertCommand) => void;
  readonly onCancel: () => void;
};

const lines = (text: string | undefined): string[] =>
  (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

function commandOf({ note = '', assignee = '', links }: Fields): AlertCommand {
  const found = lines(links);
  return {
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(assignee.trim() === '' ? {} : { assignee: assignee.trim() }),
    ...(found.length === 0 ? {} : { links: found }),
  };
}

function NoteField({ required, isFirst }: { readonly required: boolean; readonly isFirst: boolean }): ReactNode {
  const { say } = useWords();
  return (
    <Form.Item
      name="note"
      label={say(required ? 'alert.note-required' : 'alert.note')}
      rules={[{ required, whitespace: true, message: say('alert.note-required') }]}
    >
      <Input.TextArea rows={2} maxLength={2000} autoFocus={isFirst} />
    </Form.Item>
  );
}

/** What a verb needs to be told. */
export function CommandForm({ verb, noteRequired, isSending, onSend, onCancel }: Props): ReactNode {
  const { say } = useWords();
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      className="command-form"
      onFinish={(fields) => onSend(commandOf(fields))}
    >
      {verb === 'assign' ? (
        <Form.Item
          name="assignee"
          label={say('alert.assignee-required')}
          rules={[{ required: true, whitespace: true, message: say('alert.assignee-required') }]}
        >
          <Input maxLength={80} autoComplete="off" autoFocus />
        </Form.Item>
      ) : null}
      <NoteField required={noteRequired} isFirst={verb !== 'assign'} />
      {verb === 'submit' ? (
        <Form.Item name="links" label={say('alert.links')}>
          <Input.TextArea rows={2} />
        </Form.Item>
      ) : null}
      <div className="command-buttons">
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say(`verb.${verb}`)}
        </Button>
        <Button onClick={onCancel}>{say('alert.cancel')}</Button>
      </div>
    </Form>
  );
}
