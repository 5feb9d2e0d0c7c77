// Remembers where words stand on each canvas, so that a test can ask whether any two touch: `olLabels(canvas)`.
(() => {
  const kept = new WeakMap();
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    const size = this.measureText(text);
    const turn = this.getTransform();
    const at = (dx, dy) => turn.transformPoint(new DOMPoint(x + dx, y + dy));
    const [a, b] = [
      at(-size.actualBoundingBoxLeft, -size.actualBoundingBoxAscent),
      at(size.actualBoundingBoxRight, size.actualBoundingBoxDescent),
    ];
    const box = [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)];
    if (!kept.has(this.canvas)) kept.set(this.canvas, []);
    if (text.trim()) kept.get(this.canvas).push({ text, box });
    return fillText.call(this, text, x, y, ...rest);
  };
  // A canvas whose size is set is blank again.
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width');
  Object.defineProperty(HTMLCanvasElement.prototype, 'width', {
    get,
    set(value) {
      kept.delete(this);
      set.call(this, value);
    },
  });
  window.olLabels = canvas => kept.get(canvas) || [];
})();
