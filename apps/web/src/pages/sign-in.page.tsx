import { Alert, Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { DemoTag } from '../header/demo-tag.tsx';
import { Brand } from '../header/brand.tsx';
import { LanguageSwitch } from '../header/header-tools.tsx';
import { useWords } from '../words/words-context.tsx';
import type { WordKey } from '../words/words.ts';
import './sign-in.css';

type Fields = { readonly token: string };

type Props = {
  readonly isEntering: boolean;
  readonly trouble: string | undefined;
  readonly notice: WordKey | undefined;
  readonly onToken: (token: string) => void;
};

function TokenForm({ isEntering, onToken }: Pick<Props, 'isEntering' | 'onToken'>): ReactNode {
  const { say } = useWords();
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={({ token }) => onToken(token.trim())}>
      <Form.Item
        name="token"
        label={say('sign-in.token')}
        extra={say('sign-in.where')}
        rules={[{ required: true, whitespace: true, message: say('sign-in.empty') }]}
      >
        <Input.Password
          size="large"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder={say('sign-in.paste')}
        />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={isEntering}>
        {say('sign-in.enter')}
      </Button>
    </Form>
  );
}

/** The way in: a fixed token of the demonstration. */
export function SignInPage({ isEntering, trouble, notice, onToken }: Props): ReactNode {
  const { say } = useWords();
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <Brand />
        <span className="sign-in-tools">
          <DemoTag />
          <LanguageSwitch />
        </span>
      </header>
      <main className="sign-in-card">
        <h1>{say('sign-in.title')}</h1>
        <p className="soft">{say('app.tagline')}</p>
        <Alert type="info" showIcon title={say('sign-in.why')} />
        {notice === undefined ? null : <Alert type="warning" showIcon title={say(notice)} />}
        {trouble === undefined ? null : <Alert type="error" showIcon role="alert" title={trouble} />}
        <TokenForm isEntering={isEntering} onToken={onToken} />
      </main>
    </div>
  );
}
