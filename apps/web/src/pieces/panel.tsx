import { useId, type ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly className?: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
};

/** A titled region of the board. */
export function Panel({ title, className = '', extra, children }: Props): ReactNode {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}
