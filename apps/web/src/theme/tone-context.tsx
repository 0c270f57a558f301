import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';
import { themeFor, type Tone } from './theme.ts';

type ToneChoice = { readonly tone: Tone; readonly setTone: (tone: Tone) => void };

const remembered = 'xiaomai.tone';
const ToneContext = createContext<ToneChoice>({ tone: 'light', setTone: () => undefined });
const wideScreen = globalThis.matchMedia('(width >= 1800px)');

function subscribeToWidth(listener: () => void): () => void {
  wideScreen.addEventListener('change', listener);
  return () => wideScreen.removeEventListener('change', listener);
}

/** Light for a desk, dark for a wall; larger on a wide screen. */
export function ToneProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { lang } = useWords();
  const [tone, setTone] = useState<Tone>(() => (localStorage.getItem(remembered) === 'dark' ? 'dark' : 'light'));
  const wide = useSyncExternalStore(subscribeToWidth, () => wideScreen.matches);
  useEffect(() => {
    localStorage.setItem(remembered, tone);
    document.documentElement.dataset['theme'] = tone;
  }, [tone]);
  const choice = useMemo(() => ({ tone, setTone }), [tone]);
  const theme = useMemo(() => themeFor(tone, wide), [tone, wide]);
  return (
    <ToneContext value={choice}>
      <ConfigProvider locale={lang === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
        {children}
      </ConfigProvider>
    </ToneContext>
  );
}

export const useTone = (): ToneChoice => use(ToneContext);
