import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
import { usePlace } from '../place/use-place.ts';
import { useWords } from '../words/words-context.tsx';
import { Brand } from './brand.tsx';
import { DemoTag } from './demo-tag.tsx';
import { HazardsButton, LanguageSwitch, ManageMenu, Person, ReportsButton, ToneSwitch } from './header-tools.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { ScopeBreadcrumb } from './scope-breadcrumb.tsx';
import { StreamBadge } from './stream-badge.tsx';
import './header.css';

type Props = {
  readonly unit: OrgUnitDetail | undefined;
  readonly school: string | undefined;
  readonly period: string;
  readonly onPeriod: (period: string) => void;
};

/** The way back to where the reader belongs, from wherever a link has led. */
function Home(): ReactNode {
  const { say } = useWords();
  const [, move] = usePlace();
  return (
    <button
      type="button"
      className="home"
      title={say('header.home')}
      onClick={() => move({ scope: null, school: null, alert: null, panel: null })}
    >
      <Brand />
    </button>
  );
}

export function Header({ unit, school, period, onPeriod }: Props): ReactNode {
  return (
    <header className="header">
      <Home />
      {unit === undefined ? <span className="crumbs" /> : <ScopeBreadcrumb unit={unit} school={school} />}
      <div className="header-tools">
        <DemoTag />
        <PeriodPicker period={period} onPick={onPeriod} />
        <StreamBadge />
        <HazardsButton />
        <ReportsButton />
        <ManageMenu />
        <ToneSwitch />
        <LanguageSwitch />
        <Person />
      </div>
    </header>
  );
}
