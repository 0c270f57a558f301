import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
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

export function Header({ unit, school, period, onPeriod }: Props): ReactNode {
  return (
    <header className="header">
      <Brand />
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
