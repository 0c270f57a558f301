import { describe, expect, test } from '@jest/globals';
import { monthlyCircular } from '../domain/circular/circular.ts';
import type { ReportDocument } from '../domain/circular/document.ts';
import { usualPlan } from '../domain/demo-city.ts';
import { demoAsOfMs, demoFacts } from '../domain/demo-facts.ts';
import { buildData, freeze } from '../domain/snapshot.ts';
import { canonicalJson, sha256Of } from '../flow/seal.ts';
import { renderChart } from './chart.renderer.ts';
import { renderHtml } from './html.renderer.ts';

const snapshot = freeze(buildData(demoFacts(usualPlan)), { edition: 1, asOfMs: demoAsOfMs, notice: null });
const document = monthlyCircular(snapshot, sha256Of(canonicalJson(snapshot)));
const html = renderHtml(document);

const hostile: ReportDocument = {
  title: '<script>alert(1)</script>',
  titleLines: ['<script>', 'alert(1)</script>'],
  subtitle: '"\'&',
  facts: ['<b>'],
  notice: '<em>',
  footer: '</footer>',
  blocks: [
    { kind: 'heading', level: 1, text: '<img src=x onerror=alert(1)>' },
    {
      kind: 'roster',
      caption: '<i>',
      groupHead: '区县',
      groups: [
        { title: '<u>', count: '1所', entries: [{ text: '<a>', note: '<s>', href: '/api/v1/trace?a="><script>' }] },
      ],
    },
    {
      kind: 'chart',
      name: 'c',
      caption: '"<svg',
      axisFrom: 0,
      bars: [{ label: '</svg><script>', part: 1, whole: 2, text: '50%', state: 'met' }],
    },
  ],
};

describe('the page', () => {
  test('is the same bytes every time', () => {
    expect(renderHtml(monthlyCircular(snapshot, sha256Of(canonicalJson(snapshot))))).toBe(html);
  });

  // An issued report must look the same for ever: a new look is a new template beside this one, not a change of it.
  test('of template monthly@1 has not changed', () => {
    expect(sha256Of(html)).toBe('e74ac40737c2f1a605d50e1504ca087244c8ffe1de4a7062e76eb38028279622');
  });

  test('is Chinese, self-contained and without script', () => {
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:\/\/(?!www\.w3\.org)/);
  });

  test('every table has a caption, and headings with a scope', () => {
    const count = (pattern: RegExp): number => html.match(pattern)?.length ?? 0;
    expect(count(/<table/g)).toBe(count(/<caption>/g));
    expect(count(/<table/g)).toBeGreaterThan(8);
    expect(html).not.toMatch(/<th(?![^>]*scope=)[ >]/);
  });

  test('the figures of the city and of its schools lead to their sources', () => {
    expect(html).toContain(
      'href="/api/v1/trace?orgUnit=3307&amp;indicator=safety-closed-management-rate&amp;period=2026-11"',
    );
    const links = html.match(/href="\/api\/v1\/trace\?[^"]+"/g) ?? [];
    expect(links.length).toBeGreaterThan(60);
  });

  test('a state is said by word and sign, not by colour alone', () => {
    expect(html).toContain('<span class="breached">× 未达标</span>');
    expect(html).toContain('<span class="at-risk">▲ 有风险</span>');
  });

  test('a notice stands above everything', () => {
    const page = renderHtml({ ...document, notice: '演示数据' });
    expect(page).toMatch(/<main>\s*<p class="notice" role="note">演示数据<\/p>/);
    expect(html).not.toContain('role="note"');
  });

  test('names are text, never markup', () => {
    const page = renderHtml(hostile);
    expect(page).not.toMatch(/<script|<img|<i>|<u>|<s>|<a>/);
    expect(page.match(/<\/svg>/g)).toHaveLength(1);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('charts', () => {
  const bars = [{ label: '演示甲区', part: 1, whole: 2, text: '50%（1/2）' }] as const;
  const chart = { kind: 'chart', name: 'one', caption: '', axisFrom: 0, bars } as const;

  test('drawn twice are the same bytes', () => {
    expect(renderChart(chart)).toBe(renderChart(chart));
  });

  test('carry no id of the library, and none twice on a page', () => {
    expect(renderChart(chart)).not.toMatch(/zr\d|class=|<style/);
    const ids = html.match(/ id="[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
