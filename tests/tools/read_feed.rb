# What Ruby's strict parser reads of the feeds that stand in a JSON array on standard input; it raises what it does not accept.
require "json"
require "rss"
def entry(one)
  { id: one.guid.content, title: one.title, link: one.link, at: one.pubDate.utc.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    enclosure: one.enclosure ? one.enclosure.url : "", text: one.content_encoded }
end
puts JSON.generate(JSON.parse($stdin.read).map { |text| RSS::Parser.parse(text, true).items.map { |one| entry(one) } })
