import { FileAddOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { Alert, App, Button, Drawer, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { errorText } from '../api/error-text.ts';
import { reportsReading } from '../api/reading.ts';
import { useCaller, useReading } from '../api/use-reading.ts';
import { orderMonthly } from '../api/writing.ts';
import { periodText } from '../format/month-text.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { ReportItem } from './report-item.tsx';
import './reports.css';

type Ordered = { readonly unit: OrgUnitDetail; readonly period: string };
type Props = Partial<Ordered> & { readonly open: boolean; readonly onClose: () => void };

function Order({ unit, period }: Ordered): ReactNode {
  const { say, lang } = useWords();
  const caller = useCaller();
  const client = useQueryClient();
  const { message } = App.useApp();
  const order = useMutation({
    mutationFn: () => orderMonthly(caller, unit.id, period),
    onSuccess: async ({ edition }) => {
      void message.success(say('reports.made', { edition }));
      await client.invalidateQueries({ queryKey: ['reports'] });
    },
  });
  return (
    <div className="report-order">
      <Button type="primary" icon={<FileAddOutlined />} loading={order.isPending} onClick={() => order.mutate()}>
        {say('reports.create', { scope: nameIn(unit, lang), period: periodText(period, lang) })}
      </Button>
      <p className="soft">{say('reports.frozen')}</p>
      {order.error === null ? null : <Alert type="error" showIcon title={errorText(order.error, say)} />}
    </div>
  );
}

function List({ unit, period }: Ordered): ReactNode {
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const query = { scope: unit.id, kind: 'monthly', limit: 100, ...(all ? {} : { period }) };
  const reports = useReading(reportsReading(query));
  return (
    <>
      <Segmented<boolean>
        aria-label={say('header.period')}
        value={all}
        onChange={setAll}
        options={[
          { value: false, label: say('reports.this-period') },
          { value: true, label: say('reports.all-periods') },
        ]}
      />
      <Loaded of={reports}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{say('reports.none')}</Nothing>
          ) : (
            <ul className="reports" aria-label={say('reports.list')}>
              {items.map((report) => (
                <ReportItem key={report.id} report={report} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

/** The monthly reports (月度通报) of the scope in view. */
export function ReportsDrawer({ open, unit, period, onClose }: Props): ReactNode {
  const { say } = useWords();
  return (
    <Drawer open={open} onClose={onClose} title={say('reports.title')} size={680} destroyOnHidden>
      {unit === undefined || period === undefined ? null : (
        <div className="drawer-body">
          <Order unit={unit} period={period} />
          <List unit={unit} period={period} />
        </div>
      )}
    </Drawer>
  );
}
