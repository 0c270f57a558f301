import { readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  Block,
  Cell,
  Chart,
  ReportDocument,
  Roster,
  Table,
  TableBody,
  Tile,
} from '../domain/circular/document.ts';
import { renderChart, verdictLook } from './chart.renderer.ts';

// calm on the screen, black on white on paper
const style = readFileSync(path.join(import.meta.dirname, 'circular.css'), 'utf8');

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const linked = (text: string, href: string | undefined): string =>
  href === undefined ? escape(text) : `<a href="${escape(href)}">${escape(text)}</a>`;

function cellContent({ text, note, state, href }: Cell): string {
  const value =
    state === undefined
      ? linked(text, href)
      : `<span class="${state}">${verdictLook[state].sign} ${escape(text)}</span>`;
  return note === undefined ? value : `${value}<small>${escape(note)}</small>`;
}

function row(cells: readonly Cell[], { columns }: Table): string {
  const html = cells.map((cell, index) => {
    const content = cellContent(cell);
    if (index === 0) return `<th scope="row">${content}</th>`;
    return `<td class="${columns[index]?.align ?? 'left'}">${content}</td>`;
  });
  return `<tr>${html.join('')}</tr>`;
}

function tableBody({ title, count, rows }: TableBody, of: Table): string {
  const span = `colspan="${of.columns.length}" scope="rowgroup"`;
  const head =
    title === undefined
      ? ''
      : `<tr class="part"><th ${span}>${escape(title)}<small>${escape(count ?? '')}</small></th></tr>\n`;
  return `<tbody>${head}${rows.map((cells) => row(cells, of)).join('\n')}</tbody>`;
}

function table(block: Table): string {
  const heads = block.columns
    .map(({ head, align }) => `<th scope="col" class="${align}">${escape(head)}</th>`)
    .join('');
  const bodies = block.bodies.map((body) => tableBody(body, block)).join('\n');
  const note = block.note === undefined ? '' : `<p class="note">${escape(block.note)}</p>`;
  return `<table><caption>${escape(block.caption)}</caption><thead><tr>${heads}</tr></thead>
${bodies}</table>${note}`;
}

function roster({ caption, groupHead, groups }: Roster): string {
  const parts = groups.map(({ title, count, entries }) => {
    const names = entries.map(
      ({ text, note, href }) => `<li>${linked(text, href)}${note === '' ? '' : ` <span>${escape(note)}</span>`}</li>`,
    );
    return `<tr><th scope="row">${escape(title)}<small>${escape(count)}</small></th><td><ul>${names.join('')}</ul></td></tr>`;
  });
  return `<table class="roster"><caption>${escape(caption)}</caption><thead><tr><th scope="col">${escape(groupHead)}</th><th scope="col">学校</th></tr></thead><tbody>
${parts.join('\n')}
</tbody></table>`;
}

function chart(block: Chart): string {
  const described = block.bars.map(({ label, text }) => `${label} ${text}`).join('；');
  const svg = renderChart(block).replace(
    '<svg ',
    `<svg role="img" aria-label="${escape(`${block.caption}：${described}`)}" `,
  );
  return `<figure><figcaption>${escape(block.caption)}</figcaption>${svg}</figure>`;
}

const tile = ({ label, value, note, href }: Tile): string =>
  `<div><dt>${escape(label)}</dt><dd>${linked(value, href)}${note === '' ? '' : `<small>${escape(note)}</small>`}</dd></div>`;

function block(content: Block): string {
  switch (content.kind) {
    case 'heading':
      return content.level === 1 ? `<h2>${escape(content.text)}</h2>` : `<h3>${escape(content.text)}</h3>`;
    case 'paragraph':
      return `<p>${escape(content.text)}</p>`;
    case 'tiles':
      return `<dl class="tiles" style="--across:${content.across}">${content.tiles.map(tile).join('')}</dl>`;
    case 'table':
      return table(content);
    case 'roster':
      return roster(content);
    case 'chart':
      return chart(content);
  }
}

/** Renders a report as one self-contained page: no script, no outside resource, fit for print. */
export function renderHtml(document: ReportDocument): string {
  const { title, titleLines, subtitle, facts, notice, footer, blocks } = document;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`${title}（${subtitle}）`)}</title>
<style>
${style}</style>
</head>
<body>
<main>
${notice === '' ? '' : `<p class="notice" role="note">${escape(notice)}</p>\n`}<header>
<h1>${titleLines.map(escape).join('<br>')}</h1>
<p class="subtitle">${escape(subtitle)}</p>
<p class="facts">${facts.map(escape).join('<span aria-hidden="true"> ｜ </span>')}</p>
</header>
${blocks.map(block).join('\n')}
<footer>${escape(footer)}</footer>
</main>
</body>
</html>
`;
}
