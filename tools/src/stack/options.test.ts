import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('the options of npm start', () => {
  it('are the well-known port and the home in the checkout when nothing is said', () => {
    const expected = { homeDir: '.xiaomai', port: 8080, fresh: false, demo: true, env: {} };
    expect(readOptions([], {})).toEqual(expected);
  });

  it('come from the command line before the environment', () => {
    const env = { XIAOMAI_PORT: '9000', XIAOMAI_HOME: '/tmp/a' };
    expect(readOptions(['--port', '0'], env)).toMatchObject({ port: 0, homeDir: '/tmp/a' });
  });

  it('lay variables over the services, equals signs in the value included', () => {
    const args = ['--no-demo', '--fresh', '--env', 'LOG_LEVEL=debug', '--env', 'A=b=c'];
    expect(readOptions(args, {})).toMatchObject({ demo: false, fresh: true, env: { LOG_LEVEL: 'debug', A: 'b=c' } });
  });

  it.each([[['--port', 'x']], [['--env', 'novalue']], [['--unknown']]])(
    'are refused when they make no sense: %s',
    (args) => {
      expect(() => readOptions(args, {})).toThrow();
    },
  );
});
