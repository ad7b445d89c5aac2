-- Send the targets of a file in turn; with "fresh", no two requests have the same text.
-- wrk … -- FILE ACCEPT fresh|again
local started = 0

function setup(thread)
  started = started + 1
  thread:set("number", started)
end

function init(arguments)
  targets = {}
  for line in io.lines(arguments[1]) do targets[#targets + 1] = line end
  wrk.headers["Accept"] = arguments[2]
  fresh = arguments[3] == "fresh"
  stamp = arguments[4]
  sent = 0
end

function request()
  sent = sent + 1
  local target = targets[sent % #targets + 1]
  if fresh then target = target .. "%0A%23" .. stamp .. "." .. number .. "." .. sent end
  return wrk.format("GET", target)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "status": %d, "lost": %d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
