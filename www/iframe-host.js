// The page around the iframe: gives each of our iframes the height that it asks for, and believes nobody else.

const [LEAST_PX, MOST_PX] = [100, 5000];

addEventListener('message', ({ source, data }) => {
  if (data?.type !== 'outage-lens:height' || !Number.isFinite(data.height)) return;
  /** @type {NodeListOf<HTMLIFrameElement>} */
  const frames = document.querySelectorAll('iframe[src*="embed.html"]');
  for (const frame of frames) {
    if (frame.contentWindow !== source) continue;
    frame.style.height = `${Math.min(Math.max(data.height, LEAST_PX), MOST_PX)}px`;
  }
});
