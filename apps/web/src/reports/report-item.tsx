import { DownloadOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import type { Report, ReportFormat } from '@xiaomai/gateway-api/report';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { errorText } from '../api/error-text.ts';
import { useCaller } from '../api/use-reading.ts';
import { fetchRendering } from '../api/writing.ts';
import { shareText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { periodText } from '../format/month-text.ts';
import { UnitName } from '../names/unit-name.tsx';
import { useWords } from '../words/words-context.tsx';
import { saveFile, showIn } from './download.ts';

type Wish = { readonly format: ReportFormat; readonly tab?: Window | null };

const formats: readonly ReportFormat[] = ['pdf', 'html', 'json'];

const fileName = (report: Report, format: ReportFormat): string =>
  `${report.scopeName}-${report.period}-月度通报-第${report.edition}版.${format}`;

function Renderings({ report }: { readonly report: Report }): ReactNode {
  const { say } = useWords();
  const caller = useCaller();
  const fetching = useMutation({
    mutationFn: async ({ format, tab }: Wish) => {
      const blob = await fetchRendering(caller, { id: report.id, format });
      if (tab === undefined) saveFile(blob, fileName(report, format));
      else showIn(tab, blob);
    },
    onError: (_, { tab }) => tab?.close(),
  });
  return (
    <>
      <div className="verbs">
        <Button
          size="small"
          type="primary"
          ghost
          icon={<EyeOutlined />}
          onClick={() => fetching.mutate({ format: 'html', tab: globalThis.open('', '_blank') })}
        >
          {say('reports.open')}
        </Button>
        {formats.map((format) => (
          <Button
            key={format}
            size="small"
            icon={<DownloadOutlined />}
            aria-label={say('reports.download', { format: format.toUpperCase() })}
            loading={fetching.isPending && fetching.variables.format === format}
            onClick={() => fetching.mutate({ format })}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
      {fetching.error === null ? null : <Alert type="error" showIcon title={errorText(fetching.error, say)} />}
    </>
  );
}

/** One report with what it froze and its files. */
export function ReportItem({ report }: { readonly report: Report }): ReactNode {
  const { say, lang } = useWords();
  const { reported, expected } = report.coverage;
  return (
    <li className="report">
      <p className="report-head">
        <strong>
          <UnitName id={report.scope} name={report.scopeName} /> · {periodText(report.period, lang)}{' '}
          {say('header.reports')}
        </strong>
        <span className="tag tag-plain">{say('reports.edition', { edition: report.edition })}</span>
      </p>
      <p className="soft">
        {say('reports.as-of', { time: instantText(report.asOf) })} ·{' '}
        {say('reports.coverage', { reported, expected, percent: shareText(reported, expected) })} ·{' '}
        {say('reports.by', { by: report.createdBy })}
      </p>
      <p className="report-hash soft">
        {say('reports.hash')} {report.sha256}
      </p>
      <Renderings report={report} />
    </li>
  );
}
