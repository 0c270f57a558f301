import { useMemo } from 'react';
import { useTone } from '../theme/tone-context.tsx';
import { readPalette, type Palette } from './palette.ts';

export type Look = { readonly palette: Palette; readonly fontSize: number };

const rootFontSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Colours and letter size of the charts in the present theme. */
export function useLook(): Look {
  const { tone } = useTone();
  return useMemo(() => ({ palette: readPalette(tone), fontSize: Math.round(rootFontSize() * 0.88) }), [tone]);
}
