import {
  FileTextOutlined,
  LogoutOutlined,
  MoonOutlined,
  SettingOutlined,
  SunOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { usePlace } from '../place/use-place.ts';
import { useSession } from '../session/session-context.tsx';
import { useTone } from '../theme/tone-context.tsx';
import { useWords } from '../words/words-context.tsx';

export function LanguageSwitch(): ReactNode {
  const { say, lang, setLang } = useWords();
  return (
    <Button
      type="text"
      className="header-button"
      aria-label={say('header.language-label')}
      onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
    >
      {say('header.language')}
    </Button>
  );
}

export function ToneSwitch(): ReactNode {
  const { say } = useWords();
  const { tone, setTone } = useTone();
  const label = tone === 'light' ? say('header.dark') : say('header.light');
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        className="header-button"
        aria-label={label}
        icon={tone === 'light' ? <MoonOutlined /> : <SunOutlined />}
        onClick={() => setTone(tone === 'light' ? 'dark' : 'light')}
      />
    </Tooltip>
  );
}

export function ReportsButton(): ReactNode {
  const { say } = useWords();
  const [, move] = usePlace();
  return (
    <Button
      type="text"
      className="header-button"
      icon={<FileTextOutlined />}
      onClick={() => move({ panel: 'reports' })}
    >
      {say('header.reports')}
    </Button>
  );
}

export function HazardsButton(): ReactNode {
  const { say } = useWords();
  const [, move] = usePlace();
  return (
    <Button type="text" className="header-button" icon={<WarningOutlined />} onClick={() => move({ panel: 'hazards' })}>
      {say('header.hazards')}
    </Button>
  );
}

/** What a bureau looks after besides the figures. */
export function ManageMenu(): ReactNode {
  const { say } = useWords();
  const { me } = useSession();
  const [, move] = usePlace();
  if (me.role === 'school') return null;
  const items = (['periods', 'tree'] as const).map((key) => ({
    key,
    label: say(`${key}.title`),
    onClick: () => move({ panel: key }),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" className="header-button" icon={<SettingOutlined />}>
        {say('manage.title')}
      </Button>
    </Dropdown>
  );
}

export function Person(): ReactNode {
  const { say } = useWords();
  const { me, leave } = useSession();
  return (
    <span className="person">
      <span className="person-name" title={`${me.name} · ${say(`role.${me.role}`)}`}>
        {me.name}
      </span>
      <Tooltip title={say('header.sign-out')}>
        <Button
          type="text"
          className="header-button"
          aria-label={say('header.sign-out')}
          icon={<LogoutOutlined />}
          onClick={() => leave()}
        />
      </Tooltip>
    </span>
  );
}
