export default config => {
  config.addPassthroughCopy({ 'node_modules/outage-lens': 'outage-lens', 'data.csv': 'data.csv' });
};
