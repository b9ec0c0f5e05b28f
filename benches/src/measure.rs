//! What a process uses, and what machine this is, as the kernel tells it.

use std::time::Duration;

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// Processor time that the process has used so far.
pub fn cpu(pid: u32) -> Duration {
    // Behind the name, which may hold blanks: user time is the 12th field, system time the 13th, in 1/100 s.
    let stat = read(&format!("/proc/{pid}/stat"));
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect::<Vec<_>>();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// The most memory that the process has held since [`forget_peak`], in megabytes.
pub fn peak_memory(pid: u32) -> f64 {
    megabytes(pid, "VmHWM:")
}

/// The memory that the process holds, in megabytes.
pub fn memory(pid: u32) -> f64 {
    megabytes(pid, "VmRSS:")
}

/// That of it which is in no file.
pub fn own_memory(pid: u32) -> f64 {
    megabytes(pid, "RssAnon:")
}

fn megabytes(pid: u32, name: &str) -> f64 {
    let status = read(&format!("/proc/{pid}/status"));
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

/// From here on the peak counts anew.
pub fn forget_peak(pid: u32) {
    std::fs::write(format!("/proc/{pid}/clear_refs"), "5").expect("the peak is reset");
}

/// The machine in a line: processor, cores, memory, operating system.
pub fn machine() -> String {
    let value = |file: &str, key: &str, separator: char| {
        let text = read(file);
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
        line.split_once(separator).map(|(_, value)| value.trim().trim_matches('"').to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kilobytes: f64 = value("/proc/meminfo", "MemTotal", ':').trim_end_matches(" kB").parse().unwrap_or_default();
    format!(
        "{}, {cores} cores, {:.0} GB of memory, {}",
        value("/proc/cpuinfo", "model name", ':'),
        kilobytes / 1_048_576.0,
        value("/etc/os-release", "PRETTY_NAME", '=')
    )
}
