// What must hold of each widget of the gallery: ink on every chart that its state has, words that touch no other words,
// nothing wider than its place. Gives a list of complaints, empty where all holds.
window.olGallery = async () => {
  const told = [];
  const touch = (a, b, slack) =>
    Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > slack && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > slack;
  const pairs = (list, say, slack) => {
    for (const [i, one] of list.entries()) {
      for (const two of list.slice(i + 1)) if (touch(one.box, two.box, slack)) told.push(say(one, two));
    }
  };
  if (document.documentElement.scrollWidth > innerWidth + 1)
    told.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const section of document.querySelectorAll('#sheet > section')) {
    const state = section.id;
    // Far from what is seen a canvas is empty.
    const canvases = [...section.querySelector('outage-lens').shadowRoot.querySelectorAll('.chart canvas')];
    section.scrollIntoView();
    for (let i = 0; i < 100 && !canvases.every(canvas => canvas.width > 1); i++)
      await new Promise(done => setTimeout(done, 20));
    const root = section.querySelector('outage-lens').shadowRoot;
    const box = root.querySelector('.box');
    const wanted = section.querySelector('outage-lens').dataset.charts.split(' ').filter(Boolean);
    const shown = [...root.querySelectorAll('.chart')].map(node => node.classList[1]);
    if (wanted.join() !== shown.join()) told.push(`${state}: charts ${shown} instead of ${wanted}`);
    for (const node of root.querySelectorAll('.chart')) {
      const canvas = node.querySelector('canvas');
      const where = `${state} ${node.classList[1]}`;
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width || 1, canvas.height || 1);
      const colours = new Set();
      for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      if (colours.size < 4) told.push(`${where}: ${colours.size} colours, no chart`);
      const labels = olLabels(canvas);
      if (!labels.length) told.push(`${where}: no words`);
      pairs(labels, (one, two) => `${where}: “${one.text}” touches “${two.text}”`, 1);
      for (const {
        text,
        box: [left, top, right, bottom],
      } of labels) {
        if (left < -2 || top < -2 || right > canvas.width + 2 || bottom > canvas.height + 2)
          told.push(`${where}: “${text}” leaves the paper`);
      }
    }
    const edge = box.getBoundingClientRect();
    const words = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (
        !walk.currentNode.data.trim() ||
        !parent ||
        parent.closest('option, .hidden, .scroll') ||
        !parent.checkVisibility({ contentVisibilityAuto: true })
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        if (right - left < 1) continue;
        words.push({ text: walk.currentNode.data.trim().slice(0, 40), box: [left, top, right, bottom] });
        if (left < edge.left - 1 || right > edge.right + 1)
          told.push(`${state}: “${walk.currentNode.data.trim().slice(0, 40)}” leaves its place`);
      }
    }
    // Boxes of lines are higher than their letters: lines may lie on each other's edges.
    pairs(words, (one, two) => `${state}: “${one.text}” lies on “${two.text}”`, 5);
  }
  return told.slice(0, 20);
};
