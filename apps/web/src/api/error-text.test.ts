import { describe, expect, test } from '@jest/globals';
import { sayIn } from '../words/words.ts';
import { ApiError } from './client.ts';
import { errorText, isRefusal } from './error-text.ts';

const say = sayIn('zh');
const problem = {
  type: 'urn:xiaomai:problem:precondition-failed',
  title: '内容已被他人更新，请刷新后再试',
  status: 412,
  code: 'precondition-failed',
} as const;

describe('an error', () => {
  test('of the service is told in its own words with its status', () => {
    expect(errorText(new ApiError('refused', 412, problem), say)).toBe('内容已被他人更新，请刷新后再试（状态码 412）');
  });

  test('with several faults tells all of them', () => {
    const errors = [
      { code: 'missing-field', detail: '缺少必填项' },
      { code: 'note-too-long', detail: '说明过长' },
    ] as const;
    const error = new ApiError('refused', 422, { ...problem, detail: '内容不符合要求', errors: [...errors] });
    expect(errorText(error, say)).toBe('内容不符合要求 缺少必填项 说明过长（状态码 422）');
  });

  test('without a problem document still says what is known', () => {
    expect(errorText(new ApiError('refused', 404), say)).toBe('不存在，或不在你的查看范围内。（状态码 404）');
    expect(errorText(new ApiError('network'), say)).toBe('无法连接服务，请检查网络后重试。');
    expect(errorText(new TypeError('x'), say)).toBe('页面出错了，请刷新。');
  });

  test('is known by its status', () => {
    expect(isRefusal(new ApiError('refused', 409), 409, 412)).toBe(true);
    expect(isRefusal(new ApiError('refused', 500), 409, 412)).toBe(false);
  });
});
