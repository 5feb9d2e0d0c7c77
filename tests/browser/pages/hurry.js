// A clock that a test can watch: what waits for minutes waits for as many hundredths of a second, and how long is kept.
window.olWaits = [];
{
  const own = window.setInterval;
  window.setInterval = (act, wait, ...more) => {
    if (wait >= 60000) window.olWaits.push(wait);
    return own(act, wait >= 60000 ? wait / 600 : wait, ...more);
  };
}
