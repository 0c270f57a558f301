import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { readAbout } from '../api/reading.ts';
import { useWords } from '../words/words-context.tsx';

/** Says plainly that the figures are made up, where they are. */
export function DemoTag(): ReactNode {
  const { say, lang } = useWords();
  const about = useQuery({ queryKey: ['about', lang], queryFn: () => readAbout(lang), staleTime: Infinity });
  const notice = about.data?.notice ?? '';
  if (notice === '') return null;
  return (
    <Tooltip title={lang === 'zh' ? notice : say('app.demo-why')}>
      <span className="demo-tag" tabIndex={0}>
        {say('app.demo')}
      </span>
    </Tooltip>
  );
}
