package dev.passbook.streaming.relay;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.tablecheck.TableCheck;
import dev.passbook.tablecheck.TableFault;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is wrong with the table, such as after a restore. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the table with the one that Passbook needs: key schema, stream, index,",
      "point-in-time recovery, deletion protection, expiry and billing mode.",
      "Names the fix of each fault. It reads no row and changes nothing."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:the table can't be described",
      "2:a wrong option",
      "3:something is wrong"
    })
class TableCommand implements Callable<Integer> {
  private static final int SOME = 3;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Mixin Output output;

  @Inject TableCheck check;

  @Inject StoreConfig config;

  @Override
  public Integer call() {
    var faults = check.faults(Deadline.in(LIMIT)).await().indefinitely();
    var members = new LinkedHashMap<String, Object>();
    members.put("table", config.table().name());
    members.put("faults", faults.stream().map(TableCommand::members).toList());
    output.print(members, text(faults));
    return faults.isEmpty() ? 0 : SOME;
  }

  private String text(List<TableFault> faults) {
    return faults.isEmpty()
        ? "Nothing is wrong with table " + config.table().name() + "."
        : faults.stream()
            .map(fault -> "%s: %s.%n  Fix: %s".formatted(fault.part(), fault.fault(), fault.fix()))
            .collect(Collectors.joining("\n\n"));
  }

  private static Map<String, Object> members(TableFault fault) {
    var members = new LinkedHashMap<String, Object>();
    members.put("part", fault.part());
    members.put("fault", fault.fault());
    members.put("fix", fault.fix());
    return members;
  }
}
