import { describe, expect, test } from '@jest/globals';
import { detailOf, unitOf } from '../../test-server/city/tree.ts';
import { crumbsOf, isLevel, nameIn } from './org-kind.ts';

const crumbs = (id: string, home: string): string[] => {
  const unit = unitOf(id);
  return unit === undefined ? [] : crumbsOf(detailOf(unit), home).map((crumb) => crumb.id);
};

describe('the way back up', () => {
  test('begins at the home of the reader', () => {
    expect(crumbs('330702001', '3307')).toEqual(['3307', '330702', '330702001']);
  });

  test('leaves the nation out, of which there are no figures', () => {
    expect(crumbs('330702', 'cn')).toEqual(['33', '3307', '330702']);
  });
});

describe('an org unit', () => {
  test('is a level of the administration or reports for itself', () => {
    expect(isLevel('town')).toBe(true);
    expect(isLevel('kindergarten')).toBe(false);
  });

  test('keeps its Chinese name where it has no English one', () => {
    expect(nameIn({ nameZh: '演示市', nameEn: null }, 'en')).toBe('演示市');
    expect(nameIn({ nameZh: '演示市', nameEn: 'Demo City' }, 'en')).toBe('Demo City');
  });
});
