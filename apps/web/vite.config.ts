import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

// What changes seldom keeps its name from one build to the next; ECharts is asked for after the figures are there.
const groups = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, priority: 3 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender|tslib)[\\/]/, priority: 3 },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component)[\\/]/, priority: 2 },
  { name: 'zod', test: /node_modules[\\/]zod[\\/]/, priority: 2 },
];

const config: UserConfig = defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/site', // beside the declarations of the type check
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: { '/api': { target: process.env['XIAOMAI_URL'] ?? 'http://127.0.0.1:8080' } } },
});

export default config;
