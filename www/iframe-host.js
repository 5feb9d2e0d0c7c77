// The page around the iframe: gives each of our iframes the height that it asks for, and believes nobody else.
addEventListener('message', ({ source, data }) => {
  if (!data || data.type !== 'outage-lens:height' || !Number.isFinite(data.height)) return;
  for (const frame of document.querySelectorAll('iframe[src*="embed.html"]')) {
    if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.max(data.height, 100), 5000)}px`;
  }
});
