import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { errorText } from '../api/error-text.ts';
import { orgUnitReading } from '../api/reading.ts';
import { useCaller, useReading } from '../api/use-reading.ts';
import { changeTree } from '../api/writing.ts';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { commandOf, extrasOf, verbs, type ChangeFields } from './tree-command.ts';

/** Says whose id it is. */
function Known({ id }: { readonly id: string | undefined }): ReactNode {
  const { say, lang } = useWords();
  const unit = useReading(id === undefined || id.trim() === '' ? undefined : orgUnitReading(id.trim()));
  if (unit.data !== undefined) return <span>{nameIn(unit.data, lang)}</span>;
  return unit.error === null ? null : <span className="soft">{say('tree.unknown')}</span>;
}

const labels = {
  parent: 'tree.parent',
  into: 'tree.into',
  nameZh: 'tree.name-zh',
  nameEn: 'tree.name-en',
  type: 'tree.type',
  tags: 'tree.tags',
  parts: 'tree.parts',
} as const;

type Extra = keyof typeof labels;

function ExtraField({ name, isRequired }: { readonly name: Extra; readonly isRequired: boolean }): ReactNode {
  const { say } = useWords();
  const form = Form.useFormInstance<ChangeFields>();
  const value = Form.useWatch(name, form);
  const isUnit = name === 'parent' || name === 'into';
  return (
    <Form.Item
      name={name}
      label={say(labels[name])}
      rules={[{ required: isRequired, whitespace: true, message: say('tree.required') }]}
      extra={isUnit ? <Known id={value} /> : undefined}
    >
      {name === 'parts' ? <Input.TextArea rows={3} /> : <Input autoComplete="off" />}
    </Form.Item>
  );
}

function useChange(onDone: () => void) {
  const { say } = useWords();
  const caller = useCaller();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ fields, version }: { readonly fields: ChangeFields; readonly version: number | undefined }) => {
      const command = commandOf(fields);
      return command === undefined
        ? Promise.reject(new Error(fields.verb))
        : changeTree(caller, { id: fields.unit.trim(), version }, command);
    },
    onSuccess: async ({ change }, { fields }) => {
      const done = say('tree.done', { verb: say(`tree-verb.${fields.verb}`) });
      void message.success(change === null ? say('tree.unchanged') : done);
      onDone();
      await client.invalidateQueries();
    },
    onError: () => client.invalidateQueries({ queryKey: ['org-units'] }),
  });
}

function Basics(): ReactNode {
  const { say } = useWords();
  const form = Form.useFormInstance<ChangeFields>();
  const unit = Form.useWatch('unit', form);
  const required = [{ required: true, whitespace: true, message: say('tree.required') }];
  return (
    <>
      <Form.Item name="verb" label={say('tree.verb')} rules={[{ required: true }]}>
        <Select options={verbs.map((value) => ({ value, label: say(`tree-verb.${value}`) }))} />
      </Form.Item>
      <Form.Item name="unit" label={say('tree.unit')} rules={required} extra={<Known id={unit} />}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="from" label={say('tree.day')} rules={required}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

/** Entering a change: what, of whom, from which day, on what grounds. */
function Entry({ scope, onDone }: { readonly scope: string | undefined; readonly onDone: () => void }): ReactNode {
  const { say } = useWords();
  const [form] = Form.useForm<ChangeFields>();
  const verb = Form.useWatch('verb', form) ?? 'move';
  const id = Form.useWatch('unit', form)?.trim() ?? '';
  const unit = useReading(id === '' ? undefined : orgUnitReading(id));
  const change = useChange(onDone);
  return (
    <Form<ChangeFields>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="command-form"
      initialValues={{ verb: 'move', unit: scope ?? '' }}
      onFinish={(fields) => change.mutate({ fields, version: unit.data?.version })}
    >
      <Basics />
      {extrasOf[verb].map((name) => (
        <ExtraField key={name} name={name.replace('?', '') as Extra} isRequired={!name.endsWith('?')} />
      ))}
      <Form.Item
        name="reason"
        label={say('tree.reason')}
        rules={[{ required: true, whitespace: true, message: say('tree.required') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {change.error === null ? null : (
        <Alert type="warning" showIcon role="alert" title={errorText(change.error, say)} />
      )}
      <div className="command-buttons">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say('tree.enter')}
        </Button>
        <Button onClick={onDone}>{say('alert.cancel')}</Button>
      </div>
    </Form>
  );
}

/** The way to enter a change, folded until it is wanted. */
export function ChangeForm({ scope }: { readonly scope: string | undefined }): ReactNode {
  const { say } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <Entry scope={scope} onDone={() => setIsOpen(false)} />;
  return (
    <div>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {say('tree.enter')}
      </Button>
    </div>
  );
}
