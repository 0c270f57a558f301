import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
import { usePlace } from '../place/use-place.ts';
import { useSession } from '../session/session-context.tsx';
import { crumbsOf, nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';

type Props = { readonly unit: OrgUnitDetail; readonly school: string | undefined };

/** Province › city › district › town › school: the way back up. */
export function ScopeBreadcrumb({ unit, school }: Props): ReactNode {
  const { say, lang } = useWords();
  const { me } = useSession();
  const [, move] = usePlace();
  const crumbs = crumbsOf(unit, me.orgUnit);
  return (
    <nav aria-label={say('header.scope')} className="crumbs">
      <ol>
        {crumbs.map((crumb) => {
          const isHere = crumb.id === unit.id && school === undefined;
          return (
            <li key={crumb.id}>
              <button
                type="button"
                aria-current={isHere ? 'page' : undefined}
                onClick={() => move({ scope: crumb.id, school: null, alert: null })}
              >
                {nameIn(crumb, lang)}
              </button>
            </li>
          );
        })}
        {school === undefined ? null : (
          <li>
            <span aria-current="page">{school}</span>
          </li>
        )}
      </ol>
    </nav>
  );
}
