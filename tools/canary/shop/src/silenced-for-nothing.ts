// fires: unused-disable
// eslint-disable-next-line complexity -- nothing here is complex
export const simple = 1;
