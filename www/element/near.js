// How near an element is to what is seen of the page.

// A screen's height before it is seen, it loads.
const MARGIN = '100% 0px';

/**
 * How many pixels an element is from what is seen; none where it is seen in part.
 * @param {Element} element
 */
export function distanceOf(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(top - innerHeight, -bottom, 0);
}

/**
 * Calls `go` once the element comes near, or is focused; gives a function that ends the wait.
 * @param {HTMLElement} element
 * @param {() => void} go
 */
export function whenNear(element, go) {
  const end = () => {
    observer.disconnect();
    element.removeEventListener('focusin', arrive);
  };
  const arrive = () => {
    end();
    go();
  };
  const observer = new IntersectionObserver(
    entries => {
      if (entries.some(entry => entry.isIntersecting)) arrive();
    },
    { rootMargin: MARGIN },
  );
  // What is near already needs no observer, which would wait for the page's first frame.
  const { top, bottom, width } = element.getBoundingClientRect();
  if (width && top < 2 * innerHeight && bottom > -innerHeight) {
    go();
    return end;
  }
  observer.observe(element);
  element.addEventListener('focusin', arrive);
  return end;
}
