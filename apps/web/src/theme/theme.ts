import { theme, type ThemeConfig } from 'antd';

export type Tone = 'light' | 'dark';

/** The letters of the page; the charts measure with the same. */
export const fontFamily =
  "-apple-system, 'Segoe UI', 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

const colours = {
  light: {
    colorPrimary: '#17609c',
    colorLink: '#17609c',
    colorLinkHover: '#0f4a7a',
    colorSuccess: '#1b7a55',
    colorWarning: '#935f07',
    colorError: '#c0362c',
    colorText: '#17263b',
    colorTextSecondary: '#55657a',
    colorTextDescription: '#68778b',
    colorBorderSecondary: '#e3e8ef',
  },
  dark: {
    colorPrimary: '#6db3ee',
    colorLink: '#6db3ee',
    colorLinkHover: '#9cccf5',
    colorSuccess: '#4fc592',
    colorWarning: '#efb74b',
    colorError: '#ff8478',
    colorBgBase: '#0b1522',
    colorBgContainer: '#122033',
    colorBgElevated: '#16273d',
    colorBorderSecondary: '#233853',
  },
} as const;

/** The look of the console; on a wall screen everything is one step larger. */
export function themeFor(tone: Tone, wide: boolean): ThemeConfig {
  return {
    algorithm: tone === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...colours[tone], fontFamily, fontSize: wide ? 16 : 14, borderRadius: 8, wireframe: false },
    components: {
      Table: {
        cellPaddingBlockSM: wide ? 3 : 5,
        cellPaddingInlineSM: 6,
        cellFontSizeSM: wide ? 15 : 14,
        headerBorderRadius: 8,
      },
      Tabs: { horizontalMargin: '0', titleFontSize: wide ? 16 : 14 },
      Drawer: { paddingLG: 20 },
    },
  };
}
