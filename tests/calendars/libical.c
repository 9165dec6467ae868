/* Reads calendar files with libical: for each event a line "FILE<tab>UID<tab>START<tab>END<tab>SUMMARY", times in UTC.
   What libical itself calls wrong, by RFC 5545 or by the tables of RFC 5546, goes to the error stream; then it ends with 1. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int wrong(const char *file, icalcomponent *component) {
  int found = 0;
  icalproperty *property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
  for (; property; property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
    fprintf(stderr, "%s: %s: %s\n", file, icalcomponent_kind_to_string(icalcomponent_isa(component)),
            icalproperty_get_xlicerror(property));
    found++;
  }
  icalcomponent *inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
  for (; inner; inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) found += wrong(file, inner);
  return found;
}

static void print_text(const char *text) {
  for (; *text; text++) {
    if (*text == '\\') fputs("\\\\", stdout);
    else if (*text == '\n') fputs("\\n", stdout);
    else if (*text == '\t') fputs("\\t", stdout);
    else putchar(*text);
  }
}

static void print_time(struct icaltimetype moment) {
  struct icaltimetype utc = icaltime_convert_to_zone(moment, icaltimezone_get_utc_timezone());
  printf("\t%04d%02d%02dT%02d%02d%02dZ", utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second);
}

int main(int count, char **files) {
  int found = 0;
  icalerror_set_errors_are_fatal(0);
  for (int n = 1; n < count; n++) {
    FILE *file = fopen(files[n], "rb");
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc(1, size + 1);
    if (fread(text, 1, size, file) != (size_t)size) return 2;
    fclose(file);
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar) {
      fprintf(stderr, "%s: not a calendar\n", files[n]);
      found++;
      continue;
    }
    if (!icalrestriction_check(calendar)) found++;
    found += wrong(files[n], calendar);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
      printf("%s\t%s", files[n], icalcomponent_get_uid(event));
      print_time(icalcomponent_get_dtstart(event));
      print_time(icalcomponent_get_dtend(event));
      putchar('\t');
      print_text(icalcomponent_get_summary(event));
      putchar('\n');
    }
    icalcomponent_free(calendar);
    free(text);
  }
  return found ? 1 : 0;
}
